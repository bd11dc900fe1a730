/** Renders stacks without running the checks. */
import type { Helm } from '../../lib/helm/binary';
import { ChartStore } from '../../lib/helm/charts';
import type { ChartLock } from '../../lib/helm/lock';
import { Renderings } from '../../lib/helm/renderings';
import { Templates } from '../../lib/helm/template';
import { withWorkFolder } from '../../lib/helm/work-folder';
import { renderStack } from '../render';
import type { World } from '../stack';
import type { Subject } from '../verify';

export interface RenderedProps {
  readonly subjects: readonly Subject[];
  readonly helm: Helm;
  readonly lock: ChartLock;
  /** A folder with charts. @default charts come from their repositories */
  readonly charts?: string;
}

/** The rendered stacks, in the order of the subjects. */
export const renderedWorlds = ({ subjects, helm, lock, charts }: RenderedProps): Promise<World[]> =>
  withWorkFolder(async (workFolder) => {
    const store = new ChartStore({ helm, folder: charts, lock, workFolder });
    const renderings = new Renderings();
    return Promise.all(
      subjects.map(async ({ kubernetes, folder, read }) => {
        const renderer = { templates: new Templates(helm, kubernetes, renderings), charts: store, workFolder, folder };
        return renderStack(await read(renderer), renderer);
      }),
    );
  });
