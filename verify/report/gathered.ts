/** Findings in the order in which they are read, with notes of one kind as one. */
import type { Verdict } from '../verdict';

/** Up to so many notes of a kind are read one by one, and so many are named of more. */
const FEW = 3;

const ORDER = { error: 0, warning: 1, note: 2 } as const;

/** Errors first, then warnings, then notes; many notes that differ only in what they are about become one. */
export function gathered(verdicts: readonly Verdict[]): Verdict[] {
  const kinds = new Map<string, Verdict[]>();
  for (const verdict of verdicts.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity])) {
    const kind = JSON.stringify([verdict.severity, verdict.check, verdict.place.file, split(verdict.text).message]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), verdict]);
  }
  return [...kinds.values()].flatMap((alike) => (alike[0]?.severity === 'note' && alike.length > FEW ? together(alike) : alike));
}

/** `a.b: is …` is about `a.b`; a text without such a start is about its place alone. */
function split(text: string): { subject?: string; message: string } {
  const [, subject, message] = /^(\S+): (.*)$/su.exec(text) ?? [];
  return { subject, message: message ?? text };
}

/** `a, b, c and 9 more: is …`. What they share, such as the release, stays the place. */
function together(alike: readonly Verdict[]): Verdict[] {
  const [first] = alike;
  if (first === undefined) return [];
  const shared = alike.every(({ place }) => place.name === first.place.name);
  const subjects = alike.map(({ place, text }) => [shared ? undefined : place.name, split(text).subject].filter(Boolean).join(' '));
  const named = [...new Set(subjects)].filter(Boolean);
  const more = named.length > FEW ? ` and ${named.length - FEW} more` : '';
  const list = named.length === 0 ? `${alike.length} times` : named.slice(0, FEW).join(', ') + more;
  return [{ ...first, place: shared ? first.place : { file: first.place.file }, text: `${list}: ${split(first.text).message}` }];
}
