package io.millwright.ingest.api;

/** Thrown in a route to end the exchange with a problem document. */
final class ProblemException extends RuntimeException {
  private final int status;
  private final String title;

  /**
   * A problem.
   *
   * @param status the HTTP status, 400 to 599
   * @param title what is wrong, the same for each occurrence
   * @param detail what is wrong here and what to do next
   */
  ProblemException(int status, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
  }

  /** A request that cannot be understood. */
  static ProblemException badRequest(String detail) {
    return new ProblemException(400, "Bad request", detail);
  }

  /** Nothing is there. */
  static ProblemException notFound(String detail) {
    return new ProblemException(404, "Not found", detail);
  }

  /** The request does not fit the state of things. */
  static ProblemException conflict(String detail) {
    return new ProblemException(409, "Conflict", detail);
  }

  /** A question to the pipeline waits for too long. */
  static ProblemException heldUp() {
    return new ProblemException(
        503,
        "Unavailable",
        "The pipeline is held up, likely by the database: see /readyz, then try again");
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
