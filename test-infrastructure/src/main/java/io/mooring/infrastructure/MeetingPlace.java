package io.mooring.infrastructure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the copies of {@link SharedInfrastructure} find what they share. Not the system properties:
 * whoever copies those expects texts.
 */
public final class MeetingPlace {
  /** What is shared, by name; empty until the first asks. */
  public static final Map<String, Object> INSTANCE = new ConcurrentHashMap<>();

  private MeetingPlace() {}
}
