package io.mooring.orchestrator.document;

/** JSON pointers, and the way people write them. */
final class Pointers {
  private Pointers() {}

  /** The pointer to a field of what the pointer points to. */
  static String append(String pointer, String field) {
    return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
  }

  /** {@code ceph.pools.images} for {@code /ceph/pools/images}. */
  static String dotted(String pointer) {
    return pointer.isEmpty()
        ? "the document"
        : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
  }
}
