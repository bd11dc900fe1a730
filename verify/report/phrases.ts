/** Folds phrases that say the same of many files, such as what could not be judged. */

/** Phrases that say the same are printed one by one up to this number. */
const FEW = 3;

/** @returns without repetitions; of many that differ only in their place, the first with the number of the others */
export function foldedPhrases(phrases: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const phrase of new Set(phrases)) groups.set(kindOf(phrase), [...(groups.get(kindOf(phrase)) ?? []), phrase]);
  return [...groups.values()].flatMap((alike) => {
    const [first = ''] = alike;
    return alike.length > FEW ? [`${first} (and ${alike.length - 1} more like this)`] : alike;
  });
}

/** What a phrase says, without names of files, addresses and repositories: `apps/a.yaml tempo: its chart; put it there` says `its chart`. */
function kindOf(phrase: string): string {
  const [, ofPlace] = /^\S.*?: (.+)$/s.exec(phrase) ?? [];
  const [, ofKind] = /^\S+ \S+, (.+)$/s.exec(phrase) ?? [];
  return (ofPlace ?? ofKind ?? phrase).replace(/;.*$/s, '').replace(/\S*[/:]\S*/g, '');
}
