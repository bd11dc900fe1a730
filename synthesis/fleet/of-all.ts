/** What is wrong in all clusters of a fleet, because of the file of the fleet. */
import type { Finding } from '../../lib/findings/finding';

interface Told {
  readonly findings: readonly Finding[];
}

/** The outputs with what all of them have because of a file that they share told there, once, and otherwise where it was found. */
export function toldOfAll<Output extends Told>(outputs: readonly Output[]): readonly Output[] {
  const having = new Map<string, number>();
  for (const { findings } of outputs)
    for (const { ofAll } of findings) if (ofAll) having.set(keyOf(ofAll), (having.get(keyOf(ofAll)) ?? 0) + 1);
  if (having.size === 0) return outputs;
  const told = ({ ofAll, ...finding }: Finding): Finding =>
    ofAll && outputs.length > 1 && having.get(keyOf(ofAll)) === outputs.length ? ofAll : finding;
  return outputs.map((output) =>
    output.findings.some(({ ofAll }) => ofAll) ? { ...output, findings: output.findings.map(told) } : output,
  );
}

const keyOf = (finding: Finding): string => JSON.stringify(finding);
