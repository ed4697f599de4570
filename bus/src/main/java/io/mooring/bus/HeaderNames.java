package io.mooring.bus;

/** Names of the headers, as the CloudEvents binding for Kafka has them. */
final class HeaderNames {
  static final String SPECIFICATION = "ce_specversion";
  static final String SPECIFICATION_VERSION = "1.0";
  static final String ID = "ce_id";
  static final String SOURCE = "ce_source";
  static final String TYPE = "ce_type";
  static final String SUBJECT = "ce_subject";
  static final String TIME = "ce_time";
  static final String CORRELATION = "ce_correlationid";
  static final String CAUSATION = "ce_causationid";
  static final String CONTENT_TYPE = "content-type";
  static final String JSON = "application/json";
  static final String TRACE_PARENT = "traceparent";

  private HeaderNames() {}
}
