package io.millwright.rules.planfile;

/**
 * One thing wrong in a plan file.
 *
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what would be right
 */
public record PlanProblem(int line, int column, String message) {

  /**
   * The way compilers say it, so that editors can jump there.
   *
   * @param file the file's name
   * @return {@code file:line:column: message}
   */
  public String in(String file) {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
