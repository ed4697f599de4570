/**
 * How a node runs the services of OpenStack and where their files are: found on the node, never
 * told by a document.
 *
 * <p>{@link io.mooring.node.layout.LayoutFinder} looks once, {@link
 * io.mooring.node.layout.NodeLayouts} carries what it found to later steps as a fact, and a {@link
 * io.mooring.node.layout.Layout} answers them. A new layout is a new {@link
 * io.mooring.node.layout.Runner}; no step asks which one it has before it.
 */
package io.mooring.node.layout;
