package io.mooring.orchestrator.saga;

import io.mooring.contracts.ErrorCode;

/**
 * Why a step is not done.
 *
 * @param code what is wrong
 * @param retryable whether an automatic retry may help
 * @param message what happened and where
 * @param next what a person can do
 */
public record StepProblem(ErrorCode code, boolean retryable, String message, String next) {}
