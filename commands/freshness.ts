/** Whether what stands in dist/ is still, or already, what the cluster file makes: before anything is proved of it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Synthesis } from '../charts/synthesize';
import { masked } from '../charts/tempo/secret';
import { compareOutput } from '../lib/output';
import type { Source } from '../lib/sources';
import type { Verdict } from '../verify/verdict';

/** @param synthesis of that one cluster file */
export function freshness({ name, file: clusterFile }: Source, out: string, { findings, refused, files, clusters }: Synthesis): Verdict[] {
  const verdict = (severity: Verdict['severity'], file: string, text: string): Verdict => ({
    severity,
    check: 'render',
    place: { file },
    text,
  });
  if (refused)
    return findings.flatMap(({ severity, text }) => {
      const [, place = clusterFile, rest = text] = /^(\S+:\d+:\d+) (.*)$/s.exec(text) ?? [];
      return severity === 'error' ? [verdict('error', place, rest)] : [];
    });
  // A folder that is not there at all is told by itself.
  if (!existsSync(path.join(out, name))) return [];
  const rendered = clusters.flatMap(({ releases }) => releases.map(({ file }) => file));
  const { written, removed } = compareOutput(out, { files, clusters: [name], comparable: masked });
  const missing = [...written, ...rendered].filter((file) => !existsSync(path.join(out, file)));
  const others = [...written.filter((file) => !missing.includes(file)), ...removed.filter((file) => !rendered.includes(file))].sort();
  const list = others.map((file) => file.slice(name.length + 1)).join(', ');
  return [
    ...missing.map((file) => verdict('error', path.join(out, file), `is missing, and ${clusterFile} asks for it; run \`npm run synth\``)),
    ...(others.length > 0
      ? [
          verdict(
            'warning',
            path.join(out, name),
            `${list}: not what ${clusterFile} makes, and verified as it stands; run \`npm run synth\`, or \`npm run check\` for the difference`,
          ),
        ]
      : []),
  ];
}
