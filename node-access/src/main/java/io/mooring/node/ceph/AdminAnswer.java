package io.mooring.node.ceph;

import io.mooring.contracts.NodeAddress;
import io.mooring.node.ScriptResult;
import java.util.List;

/**
 * The result of a script on an admin node.
 *
 * @param node the admin node that answered
 * @param result how the script ended there
 * @param silent what was wrong with the admin nodes which were asked before and did not answer
 */
public record AdminAnswer(NodeAddress node, ScriptResult result, List<String> silent) {}
