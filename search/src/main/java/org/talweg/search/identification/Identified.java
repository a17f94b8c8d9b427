package org.talweg.search.identification;

/** The hypothesis taken to be true, by its index. */
public record Identified(int hypothesis) {}
