/** How Tempo reads credentials from its environment. */

/** Tempo replaces `${NAME}` in its configuration only with this flag. */
export const EXPAND_ENV = { 'config.expand-env': true } as const;

/** The syntax for an environment variable in the configuration. */
export const reference = (variable: string): string => `\${${variable}}`;
