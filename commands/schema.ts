/** `npm run schema`: the JSON Schemas of the cluster file, for editors. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { clusterFile } from '../charts/cluster-file';
import { jsonSchema, partialJsonSchema } from '../lib/cluster-file/schema/json-schema';
import { print, run } from '../lib/command-line/command';
import { writeChanged } from '../lib/files/write-changed';
import { fleetFile } from '../synthesis/fleet/fleet-file';

const FOLDER = 'schema';

/** The text of each file, by its name: JSON Schema, draft 7. `base.json` is for a base, and for a cluster file that extends one; `fleet.json` for fleet.yaml. */
export const schemaTexts = (): Readonly<Record<string, string>> => ({
  'cluster.json': textOf(jsonSchema(clusterFile)),
  'base.json': textOf(partialJsonSchema(clusterFile)),
  'fleet.json': textOf(jsonSchema(fleetFile)),
});

const textOf = (schema: unknown): string => `${JSON.stringify(schema, null, 2)}\n`;

if (require.main === module) {
  run({
    usage: 'npm run schema',
    description: 'Writes the JSON Schemas that the first line of a cluster file refers to.',
    run: () => {
      mkdirSync(FOLDER, { recursive: true });
      for (const [name, text] of Object.entries(schemaTexts())) {
        print(writeChanged(path.join(FOLDER, name), text));
      }
      return 0;
    },
  });
}
