# shellcheck shell=bash
# On openstack-controller01: the database and the message queue of all controllers.

cat > /etc/mysql/mariadb.conf.d/99-lab.cnf <<'C'
[mysqld]
bind-address = 0.0.0.0
skip-name-resolve
max_connections = 500
innodb_buffer_pool_size = 64M
innodb_log_file_size = 16M
innodb_flush_log_at_trx_commit = 2
performance_schema = OFF
C
systemctl enable mariadb rabbitmq-server
systemctl start --no-block rabbitmq-server
systemctl restart mariadb

for database in glance cinder; do
  mysql -e "create database $database character set utf8;
    grant all on $database.* to '$database'@'%' identified by 'labpass';
    grant all on $database.* to '$database'@'localhost' identified by 'labpass';"
done

systemctl start rabbitmq-server
rabbitmqctl await_startup
rabbitmqctl add_user openstack labpass
rabbitmqctl set_permissions openstack '.*' '.*' '.*'
