/** Whether what stands in dist/ is still, or already, what the cluster file makes: before anything is proved of it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import type { Synthesis } from '../../../charts/synthesize';
import { masked } from '../../../charts/tempo/credentials/secret';
import type { Source } from '../../../lib/cluster-file/sources';
import { listFiles, readOutput } from '../../../lib/output/compare';
import { isOurs } from '../../../lib/output/header';
import type { Verdict } from '../../verdict';

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
  const missing = [...files.keys(), ...rendered].filter((file) => !existsSync(path.join(out, file)));
  const changed = [...files]
    .filter(([file, text]) => !missing.includes(file) && !isSame(readOutput(out, file), text))
    .map(([file]) => file);
  const left = listFiles(out).filter(
    (file) => file.startsWith(`${name}/`) && !files.has(file) && !rendered.includes(file) && isOurs(readOutput(out, file)),
  );
  const others = [...changed, ...left].sort();
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

/** The same manifests, whatever became of their comments; the values of a Secret in plain text aside. */
function isSame(present: string, made: string): boolean {
  const [before, after] = [masked(present), masked(made)];
  if (before === after) return true;
  try {
    return isDeepStrictEqual(loadAll(before), loadAll(after));
  } catch {
    return false;
  }
}
