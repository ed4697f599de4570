/** One Apache Kafka node (broker and controller) as a process of its own. */
package io.mooring.broker;
