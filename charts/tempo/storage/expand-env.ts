/** How Tempo reads credentials from its environment. */

/** Tempo replaces `${NAME}` in its configuration only with this flag. */
export const EXPAND_ENV = { 'config.expand-env': true } as const;

/** As the configuration refers to an environment variable. */
export const reference = (variable: string): string => `\${${variable}}`;
