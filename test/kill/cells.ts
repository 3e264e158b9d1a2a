import type { Outcome } from './outcomes.ts';
import type { Shape } from './shapes.ts';

/** A post of a shape whose worker was killed at a point of one of its calls. */
export type Cell = { shape: Shape; call: number; outcome: Outcome };

/** Prints how many kills each network and kind of post has come through, and how. */
export function printTable(cells: readonly Cell[]): void {
  const byShape = Map.groupBy(cells, ({ shape }) => `${shape.network} ${shape.name}`);
  const rows = [...byShape].map(([name, own]) => {
    const count = (status: string) => own.filter(({ outcome }) => outcome.status === status).length;
    const sum = (of: 'lost' | 'doubled') => own.reduce((total, { outcome }) => total + outcome[of], 0);
    return [
      name,
      {
        kills: own.length,
        posted: count('POSTED'),
        unknown: count('UNKNOWN'),
        lost: sum('lost'),
        doubled: sum('doubled'),
      },
    ];
  });
  console.table(Object.fromEntries(rows));
}
