/** Regular expressions that users write, and texts in one. */

/** The expression, or the error of one that is not valid. */
export function compiled(pattern: string): RegExp | SyntaxError {
  try {
    return new RegExp(pattern);
  } catch (reason) {
    return reason as SyntaxError;
  }
}

/** The number of groups that capture; the error of an expression that is not valid. */
export function captureGroups(pattern: string): number | SyntaxError {
  const expression = compiled(pattern);
  if (expression instanceof SyntaxError) return expression;
  // With an empty alternative it matches any text, and the result has an entry for each group.
  return (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1;
}

/** An expression that matches exactly this text. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
