package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.pricing.Price;

/** A model that may answer now, with the price in force. */
public record Candidate(ModelProfile profile, Price price) {}
