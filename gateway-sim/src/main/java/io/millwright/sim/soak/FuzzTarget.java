package io.millwright.sim.soak;

import java.util.List;

/** Something that takes bytes from outside and must stand whatever they are. One thread. */
public interface FuzzTarget {
  /**
   * Returns its name, for the table and the command line.
   *
   * @return lower case letters
   */
  String name();

  /**
   * Returns valid inputs, which cases are made of.
   *
   * @return at least one
   */
  List<byte[]> samples();

  /**
   * Takes an input.
   *
   * @param input any bytes
   * @return whether they were taken or refused in the documented way; anything thrown is a defect
   * @throws Exception a defect
   */
  boolean takes(byte[] input) throws Exception;
}
