/** The S3 credentials from the environment of a command. */
import type { Statement } from '../../../lib/findings/finding';
import { brokenBySplicing } from './expansion';
import { CREDENTIALS_RULES } from './rules';
import { type Environment, VARIABLES } from './secret';

/** The valid values by variable, and a statement about each invalid one. */
export function fromEnvironment(environment: Environment): {
  readonly values: Readonly<Record<string, string>>;
  readonly mistakes: readonly Statement[];
} {
  const values: Record<string, string> = {};
  const mistakes: Statement[] = [];
  for (const variable of VARIABLES) {
    const value = environment[variable];
    const mistake = mistakeIn(variable, value);
    if (mistake) mistakes.push(mistake);
    else if (value) values[variable] = value;
  }
  return { values, mistakes };
}

function mistakeIn(variable: string, value: string | undefined): Statement | undefined {
  if (!value)
    return CREDENTIALS_RULES.says(
      'not-set',
      `${variable} is not set in the environment`,
      `set ${VARIABLES.join(' and ')} for this command`,
    );
  const reason = brokenBySplicing(value);
  if (!reason) return undefined;
  const problem = `${variable} breaks the configuration of Tempo, which inserts it without quotes (${reason})`;
  return CREDENTIALS_RULES.says('breaks-configuration', problem, 'create another key');
}
