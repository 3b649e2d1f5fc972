package io.millwright.ingest.codec;

/**
 * One element of a message that is JSON but not what the contract asks for. The rest of its message
 * is decoded.
 *
 * @param detail what is wrong with it, and what is expected
 * @param json the element as it was sent
 */
public record Malformed(String detail, String json) {}
