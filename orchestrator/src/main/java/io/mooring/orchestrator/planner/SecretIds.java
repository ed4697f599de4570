package io.mooring.orchestrator.planner;

import io.mooring.orchestrator.document.IntegrationDocument;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * UUIDs of the libvirt secrets, as far as they are known before anybody has looked.
 *
 * @param cinder of the one by which volumes are opened
 * @param nova of the one by which machines' own disks are opened: another one where nova has a
 *     cephx user of its own
 */
record SecretIds(UUID cinder, UUID nova) {

  /**
   * Those of the document; what it leaves open is made from what was made for the integration.
   *
   * @param known UUID that was made for the integration once
   */
  static SecretIds of(IntegrationDocument document, UUID known) {
    UUID cinder = document.libvirt().secretUuid().orElse(known);
    UUID own = UUID.nameUUIDFromBytes((known + " for nova").getBytes(StandardCharsets.US_ASCII));
    return new SecretIds(
        cinder,
        document.ceph().users().nova().isPresent()
            ? document.libvirt().novaSecretUuid().orElse(own)
            : cinder);
  }
}
