/** Tells other programs, and people in their chats, of what happens to sagas and integrations. */
package io.mooring.orchestrator.notification;
