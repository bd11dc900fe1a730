/** Helm values without credentials in plain text, which must not get into another file. */
import { isMap, textFrom } from '../../lib/yaml/parsed';
import { variableIn } from './variables';

/** `secret_key`, `rootPassword`, but not `passwordKey` or `existingSecret`. */
const SECRET_KEY =
  /((^|[_.-])(pass|pwd|authorization|bearer_token|sas_token|api_?token)|password|passwd|passphrase|token|secret[_-]?key|access[_-]?key([_-]?id)?|account[_-]?key|private[_-]?key|api[_-]?key|client[_-]?secret|credentials)$/i;
/** The same in a text: a line of a configuration, an argument. */
const SECRET_IN_TEXT =
  /(password|passwd|token|secret[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|api[_-]?key|client[_-]?secret|credentials)["']?\s*[:=]\s*["']?(?!\$|\{\{|["']|\s|true|false)\S/i;
const LOGIN_IN_URL = /:\/\/[^/\s:@]+:[^/\s@]+@/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY/;

/** @param dropped is called with the path of each value that is left out */
export function withoutSecrets(values: unknown, dropped: (path: string) => void, path = '', key = ''): unknown {
  if (Array.isArray(values)) {
    return values
      .map((item, index) => {
        const isVariable = isMap(item) && typeof item.name === 'string' && typeof item.value === 'string';
        if (isVariable && isSecret(String(item.name), item.value)) return drop(`${path} ${item.name}`, dropped);
        return withoutSecrets(item, dropped, isMap(item) ? path : `${path}[${index}]`, key);
      })
      .filter((item) => item !== undefined);
  }
  if (isMap(values)) {
    const kept = Object.entries(values).flatMap(([name, value]) => {
      const below = withoutSecrets(value, dropped, path ? `${path}.${name}` : name, name);
      return below === undefined ? [] : [[name, below]];
    });
    return Object.fromEntries(kept);
  }
  return isSecret(key, values) ? drop(path, dropped) : values;
}

function isSecret(key: string, value: unknown): boolean {
  if (typeof value === 'boolean' || value === null || value === undefined || value === '') return false;
  const text = textFrom(value);
  if (SECRET_IN_TEXT.test(text) || LOGIN_IN_URL.test(text) || PRIVATE_KEY.test(text)) return true;
  return SECRET_KEY.test(key) && variableIn(value) === undefined && !text.includes('{{');
}

function drop(path: string, dropped: (path: string) => void): undefined {
  dropped(path);
  return undefined;
}
