package io.mooring.ceph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a cephx user may do, as its caps say it; pure. Ceph's own page on user management is the
 * source of what grants and profiles mean.
 *
 * @param written pools whose images it reads and writes; {@link #EVERY_POOL} for all
 * @param read pools whose images it only reads; {@link #EVERY_POOL} for all
 * @param everything the daemons ({@code mon}, {@code osd} and so on) of which it may ask anything
 * @param locksOut whether it may put a dead client on the blocklist, so as to take over its locks
 * @param others clauses that say something else, as {@code subsystem: clause}
 */
record Rights(
    Set<String> written,
    Set<String> read,
    Set<String> everything,
    boolean locksOut,
    List<String> others) {
  static final String EVERY_POOL = "every pool";

  private static final String ALL = "*";
  private static final String POOL = "pool=";

  /** Profiles of the monitors that contain the right to blocklist a client. */
  private static final Set<String> LOCKING_PROFILES =
      Set.of("profile rbd", "profile rbd-mirror", "profile simple-rados-client-with-blocklist");

  /** Librbd reads the list of clones by it in old clusters; it opens no image. */
  private static final Pattern HARMLESS = Pattern.compile("class-read");

  /** Reads caps by subsystem. */
  static Rights of(Map<String, String> caps) {
    Set<String> written = new LinkedHashSet<>();
    Set<String> read = new LinkedHashSet<>();
    Set<String> everything = new LinkedHashSet<>();
    List<String> others = new ArrayList<>();
    boolean[] locksOut = {false};
    new TreeMap<>(caps)
        .forEach(
            (subsystem, text) -> {
              for (Clause clause : Clause.parse(text)) {
                boolean unlimited = clause.limits().isEmpty();
                if (clause.grant().equals(ALL) && unlimited) {
                  everything.add(subsystem);
                }
                switch (subsystem) {
                  case "mon" -> locksOut[0] |= locksOut(clause);
                  case "mgr" -> {}
                  case "osd" -> {
                    Optional<String> pool = pool(clause);
                    if (pool.isPresent() && writes(clause)) {
                      written.add(pool.get());
                    } else if (pool.isPresent() && reads(clause)) {
                      read.add(pool.get());
                    } else if (!HARMLESS.matcher(clause.grant()).matches()) {
                      others.add(subsystem + ": " + clause.text());
                    }
                  }
                  default -> others.add(subsystem + ": " + clause.text());
                }
              }
            });
    read.removeAll(written);
    return new Rights(written, read, everything, locksOut[0], others);
  }

  /** Whether it may write images of this pool. */
  boolean writes(String pool) {
    return written.contains(pool) || written.contains(EVERY_POOL);
  }

  /** The same in words, for people: {@code reads and writes a and b, reads c, may …}. */
  String words() {
    List<String> words = new ArrayList<>();
    if (!written.isEmpty()) {
      words.add("reads and writes " + listed(written));
    }
    if (!read.isEmpty()) {
      words.add("reads " + listed(read));
    }
    if (written.isEmpty() && read.isEmpty()) {
      words.add("opens no pool");
    }
    words.add(locksOut ? "may lock out a dead client" : "may not lock out a dead client");
    if (!everything.isEmpty()) {
      words.add("may do anything (%s)".formatted(String.join(", ", everything)));
    }
    if (!others.isEmpty()) {
      words.add("and has " + String.join("; ", others));
    }
    return String.join(", ", words);
  }

  private static String listed(Set<String> pools) {
    List<String> names = List.copyOf(pools);
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.getLast();
  }

  /** The pool that a clause is about; empty when it is limited in another way too. */
  private static Optional<String> pool(Clause clause) {
    if (clause.limits().isEmpty()) {
      return Optional.of(EVERY_POOL);
    }
    String limit = clause.limits().iterator().next();
    return clause.limits().size() == 1 && limit.startsWith(POOL)
        ? Optional.of(limit.substring(POOL.length()))
        : Optional.empty();
  }

  private static boolean writes(Clause clause) {
    return clause.grant().equals(ALL)
        || clause.grant().equals("profile rbd")
        || clause.grantsLetter('w');
  }

  private static boolean reads(Clause clause) {
    return clause.grant().equals("profile rbd-read-only") || clause.grantsLetter('r');
  }

  /** The command "osd blocklist" was "osd blacklist" until Pacific; it asks for rw. */
  private static boolean locksOut(Clause clause) {
    boolean named =
        clause.grant().equals("command")
            && clause.limits().contains("osd")
            && (clause.limits().contains("blocklist") || clause.limits().contains("blacklist"));
    boolean lettersOfAll =
        clause.grantsLetter('r') && clause.grantsLetter('w') && clause.limits().isEmpty();
    boolean unlimited =
        clause.limits().isEmpty()
            && (clause.grant().equals(ALL) || LOCKING_PROFILES.contains(clause.grant()));
    return named || lettersOfAll || unlimited;
  }
}
