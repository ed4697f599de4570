/** Pure renderers: they turn snapshots into lines and never read or write anything themselves. */
package io.mooring.cli.view;
