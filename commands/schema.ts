/** `npm run schema`: the JSON Schema of the cluster file, for editors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clusterFile } from '../charts/cluster-file';
import { jsonSchema } from '../lib/cluster-file/json-schema';
import { print, run } from '../lib/command-line/command';

const FILE = 'schema/cluster.json';

/** The text of the file: JSON Schema, draft 7. */
export const schemaText = (): string => `${JSON.stringify(jsonSchema(clusterFile), null, 2)}\n`;

if (require.main === module) {
  run({
    usage: 'npm run schema',
    description: `Writes ${FILE}, the JSON Schema that the first line of each cluster file refers to.`,
    run: () => {
      mkdirSync(path.dirname(FILE), { recursive: true });
      writeFileSync(FILE, schemaText());
      print(`written ${FILE}`);
      return 0;
    },
  });
}
