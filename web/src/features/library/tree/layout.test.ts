import { describe, expect, it } from 'vitest';
import { printerStructure, step } from '../test/flowSamples';
import { layoutOf, shortestWays } from './layout';

describe('the drawing', () => {
  it('goes from left to right, answers in their order, steps apart', () => {
    const boxes = layoutOf(printerStructure());
    const at = (id: string) => boxes.get(id)!;
    expect(at('q_power').x).toBeLessThan(at('q_paper').x);
    expect(at('q_paper').x).toBeLessThan(at('e_engineer').x);
    expect(at('q_paper').y + at('q_paper').height).toBeLessThanOrEqual(at('r_power').y);
    expect(at('e_engineer').y + at('e_engineer').height).toBeLessThanOrEqual(at('r_paper').y);
  });

  it('puts a step beside the first that leads to it on the shortest way, and loose ones too', () => {
    const structure = printerStructure();
    const loose = { ...structure, nodes: [...structure.nodes, step('q_lost', 'Lost?')] };
    expect(shortestWays(loose)).toEqual(
      new Map([
        ['q_paper', 'q_power'],
        ['r_power', 'q_power'],
        ['e_engineer', 'q_paper'],
        ['r_paper', 'q_paper'],
      ]),
    );
    expect(layoutOf(loose).has('q_lost')).toBe(true);
  });
});
