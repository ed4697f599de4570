package io.mooring.orchestrator.notification;

/** What a receiver understands. */
public enum Form {
  /** A CloudEvent, signed as Standard Webhooks wants it. */
  CLOUDEVENTS,
  /** A message for an incoming webhook of Slack. */
  SLACK,
  /** A message for an incoming webhook of Mattermost. */
  MATTERMOST,
  /** A message for a room of Matrix. */
  MATRIX
}
