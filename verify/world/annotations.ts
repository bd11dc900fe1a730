/** Annotations whose names are probably misspelled. */
import { nearest } from '../../lib/findings/nearest';

/**
 * @param names the names that are set
 * @param known all names of the same program
 * @returns each name that is unknown and near to a known one, with that one
 */
export function misspelt(names: Iterable<string>, known: readonly string[]): { readonly name: string; readonly meant: string }[] {
  return [...names].flatMap((name) => {
    if (known.includes(name)) return [];
    const [domain = '', key = ''] = divided(name);
    // Names of the same program share most of their letters, so the domain and the rest are compared one by one.
    const meant = known.filter((candidate) => isNear(domain, divided(candidate)[0]) && isNear(key, divided(candidate)[1]));
    const best = nearest(name, meant);
    return best === undefined ? [] : [{ name, meant: best }];
  });
}

const divided = (name: string): [domain: string, key: string] => {
  const at = name.indexOf('/');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
};

const isNear = (word: string, known: string): boolean => nearest(word, [known]) !== undefined;
