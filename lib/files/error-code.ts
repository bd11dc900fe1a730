/** Why the operating system refused something. */

/** `ENOENT`; undefined if the error has no code. */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** The code, or the message of an error without one. */
export const reasonOf = (error: unknown): string => codeOf(error) ?? (error as Error).message;
