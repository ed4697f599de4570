/** Tests of the runbook that a saga leaves. */
package io.mooring.cli.runbook;
