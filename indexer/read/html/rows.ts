/** Tells the rows of data tables, whose cells make one block, from those of layout tables, which hold blocks. */
import { BLOCK_LEVEL, type PageElement, type Visitor } from './elements.ts';

/** A row with a longer cell is layout, not data. */
const CELL_LENGTH = 200;
/** So is a row with more line breaks in one cell. */
const CELL_BREAKS = 2;

export interface RowVisitor extends Visitor {
  /** `isData`: the row holds two or more short cells of plain text. */
  openRow(row: PageElement, isData: boolean): void;
}

/** A row that may still be either. */
interface Undecided {
  readonly row: PageElement;
  readonly held: ((visitor: Visitor) => void)[];
  cells: number;
  cell: PageElement | undefined;
  length: number;
  breaks: number;
}

/** Holds back what stands in a row until it is known what the row is: at its end, or at the first thing no data row has. */
export function rows(visitor: RowVisitor): Visitor {
  let at: Undecided | undefined;
  const decide = (isData: boolean) => {
    if (!at) return;
    const { row, held } = at;
    at = undefined;
    visitor.openRow(row, isData);
    for (const pass of held) pass(visitor);
  };
  return {
    open(element) {
      if (at && !mayHold(at, element)) decide(false);
      if (at) at.held.push((to) => to.open(element));
      else if (element.name === 'tr')
        at = { row: element, held: [], cells: 0, cell: undefined, length: 0, breaks: 0 };
      else visitor.open(element);
    },
    text(text) {
      if (at?.cell) at.length += text.length;
      if (at && at.length > CELL_LENGTH) decide(false);
      if (at) at.held.push((to) => to.text(text));
      else visitor.text(text);
    },
    close(element) {
      if (element === at?.row) decide(at.cells > 1);
      if (at && element === at.cell) at.cell = undefined;
      if (at) at.held.push((to) => to.close(element));
      else visitor.close(element);
    },
    end: () => visitor.end(),
  };
}

function mayHold(at: Undecided, element: PageElement): boolean {
  const { name } = element;
  if (at.cell) {
    if (name === 'br') at.breaks += 1;
    return !BLOCK_LEVEL.has(name) && at.breaks <= CELL_BREAKS;
  }
  if (name !== 'td' && name !== 'th') return false;
  at.cells += 1;
  at.cell = element;
  at.length = 0;
  at.breaks = 0;
  return true;
}
