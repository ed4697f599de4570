package io.mooring.node;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.FilePath;

/**
 * A file as it is to be.
 *
 * @param path where; its directory is made (0755, root) if it is missing
 * @param content what it holds
 * @param owner its user
 * @param group its group
 * @param mode permission bits, as in 0640
 */
public record FileWrite(
    FilePath path, Secret content, AccountName owner, AccountName group, int mode) {}
