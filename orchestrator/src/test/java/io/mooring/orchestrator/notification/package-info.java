/** Tests of what others are told. */
package io.mooring.orchestrator.notification;
