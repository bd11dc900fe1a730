/** Annotations whose names are probably misspelled. */
import { distance } from '../../lib/findings/nearest';

/** At most two letters, so that an annotation of another release is not taken for a mistake. */
const MOST_EDITS = 2;

/**
 * @param names the names that are set
 * @param known all names of the same program
 * @returns each name that is unknown and near to a known one, with that one
 */
export function misspelt(names: Iterable<string>, known: readonly string[]): { readonly name: string; readonly meant: string }[] {
  return [...names].flatMap((name) => {
    if (known.includes(name)) return [];
    const [domain, key] = divided(name);
    const meant = known.find((candidate) => {
      const [itsDomain, itsKey] = divided(candidate);
      // The right key in another domain of the same program: `config.linkerd.io/inject`.
      if (key === itsKey && isSameProgram(domain, itsDomain)) return true;
      return distance(domain, itsDomain, MOST_EDITS) <= MOST_EDITS && distance(key, itsKey, MOST_EDITS) <= MOST_EDITS;
    });
    return meant === undefined ? [] : [{ name, meant }];
  });
}

const divided = (name: string): [domain: string, key: string] => {
  const at = name.indexOf('/');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
};

const isSameProgram = (one: string, other: string): boolean =>
  one !== '' && one.split('.').slice(-2).join('.') === other.split('.').slice(-2).join('.');
