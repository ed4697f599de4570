/** What the orchestrator's REST API says, and how the CLI asks for it. */
package io.mooring.cli.api;
