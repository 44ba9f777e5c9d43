package dev.sojourn.engine.definition;

/**
 * Something wrong with a document.
 *
 * @param file name of the file; empty if the document is not from one
 * @param line counts from 1; 0 if unknown
 * @param column counts from 1; 0 if unknown
 * @param path where in the document, such as {@code spec.steps.remind.send.channel}
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record Problem(
    String file, int line, int column, String path, String message, String remedy) {

  /**
   * One line, in the form that editors and build tools recognise: {@code file:line:column: path:
   * message (remedy)}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!file.isEmpty()) {
      text.append(file).append(':');
    }
    if (line > 0) {
      text.append(line).append(':').append(column).append(':');
    }
    if (text.length() > 0) {
      text.append(' ');
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    if (!remedy.isEmpty()) {
      text.append(" (").append(remedy).append(')');
    }
    return text.toString();
  }
}
