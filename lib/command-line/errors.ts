/** How a command ends otherwise than well. */

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

/** The command cannot do what it was asked to do: exit code 1. */
export class Refusal extends Error {}
