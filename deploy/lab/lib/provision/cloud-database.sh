# shellcheck shell=bash
# On controller01: what the control plane keeps its state in.
for database in keystone placement nova nova_api nova_cell0 neutron; do
  user=${database%%_*}
  mysql -e "create database if not exists $database character set utf8;
    grant all on $database.* to '$user'@'%' identified by '$PASSWORD';
    grant all on $database.* to '$user'@'localhost' identified by '$PASSWORD';"
done
