/** Recognizes keys and variables with credentials by name. */

/** Whether a key of Tempo's configuration contains a credential. */
export const isSecretKey = (key: string): boolean =>
  /^(access_key|secret_key|.*password|.*_token|sasl_password|bearer_token|client_secret)$/i.test(key);

/** Whether a variable of a container contains a credential. */
export const isSecretVariable = (name: string): boolean => /(PASSWORD|PASSWD|SECRET(_ACCESS)?_KEY|ACCESS_KEY(_ID)?|_TOKEN)$/.test(name);

/** Names that may mean a credential. Too many are better than too few, because their values are masked in reports. */
const MAY_HOLD = /passw|secret|token|api_?key|private_?key|credential|access_?key/i;

/** Names of values that contain the name of a Secret or of a key in it. */
const NAMES_ONE = /^existing_?\w*secret|secret_?(key_?)?(ref|name)s?$|pull_?secrets?$|^(value|secret)From$|passw\w*_?key$|token_?key$/i;

/** Whether the value at a path may be a credential, by the names in the path. */
export function mayBeSecret(path: readonly (string | number)[]): boolean {
  const names = path.filter((step) => typeof step === 'string');
  if (names.includes('stringData')) return true;
  return names.some((name) => MAY_HOLD.test(name)) && !names.some((name) => NAMES_ONE.test(name));
}

/** Whether a value is a variable instead of a credential. */
export const isReference = (value: unknown): boolean => typeof value === 'string' && /^(\$\{\w+\}|\$\(\w+\))$/.test(value);
