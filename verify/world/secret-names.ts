/** Names by which one knows what holds a credential. */

/** A key of Tempo's configuration that holds one. */
export const isSecretKey = (key: string): boolean =>
  /^(access_key|secret_key|.*password|.*_token|sasl_password|bearer_token|client_secret)$/i.test(key);

/** A variable of a container that holds one. */
export const isSecretVariable = (name: string): boolean => /(PASSWORD|PASSWD|SECRET(_ACCESS)?_KEY|ACCESS_KEY(_ID)?|_TOKEN)$/.test(name);

/** Whatever may hold one: rather too much than too little, where it is about what to print. */
const MAY_HOLD = /passw|secret|token|api_?key|private_?key|credential|access_?key/i;

/** Below these stands the name of a Secret, or of a key in it. */
const NAMES_ONE = /^existing_?\w*secret|secret_?(key_?)?(ref|name)s?$|pull_?secrets?$|^(value|secret)From$|passw\w*_?key$|token_?key$/i;

/** Whether what stands at a path, by its names, may be a credential. */
export function mayBeSecret(path: readonly (string | number)[]): boolean {
  const names = path.filter((step) => typeof step === 'string');
  if (names.includes('stringData')) return true;
  return names.some((name) => MAY_HOLD.test(name)) && !names.some((name) => NAMES_ONE.test(name));
}

/** A variable in the place of a credential. */
export const isReference = (value: unknown): boolean => typeof value === 'string' && /^(\$\{\w+\}|\$\(\w+\))$/.test(value);
