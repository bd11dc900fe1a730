/** The S3 credentials as a caller's environment brings them. */

import { brokenBySplicing } from './expansion';
import { type Environment, VARIABLES } from './secret';

/** The two values from the environment, each with what is wrong with it for Tempo. */
export function fromEnvironment(environment: Environment): {
  readonly values: Readonly<Record<string, string>>;
  readonly mistakes: readonly string[];
} {
  const values: Record<string, string> = {};
  const mistakes: string[] = [];
  for (const variable of VARIABLES) {
    const value = environment[variable];
    const broken = value ? brokenBySplicing(value) : undefined;
    if (!value) mistakes.push(`${variable} is not set in the environment; set ${VARIABLES.join(' and ')} for this command`);
    else if (broken)
      mistakes.push(
        `${variable} holds a value that breaks Tempo's configuration, which takes it in unquoted (${broken}); make another key`,
      );
    else values[variable] = value;
  }
  return { values, mistakes };
}
