import { useEffect, useState } from 'react';
import { type Paper, rollHeightMm } from '../../../shared/day-close.ts';

const mmPerInch = 25.4;
const cssPixelsPerInch = 96;

/** The paper of the printed sheet. Its styles read it from the page's root, which is all that a printer sees. */
export function usePaper(): readonly [Paper, (paper: Paper) => void] {
  // Letter is the paper of the United States and most of Canada.
  const [paper, setPaper] = useState<Paper>('letter');
  useEffect(() => {
    document.documentElement.dataset.paper = paper;
    return () => {
      delete document.documentElement.dataset.paper;
    };
  }, [paper]);
  return [paper, setPaper];
}

/** How long a strip of roll paper has to be: the sheet as it is laid out beside the window, out of sight. */
export function sheetHeightMm(): number {
  const sheet = document.getElementById('print-sheet');
  const heightMm = Math.ceil(((sheet?.scrollHeight ?? 0) / cssPixelsPerInch) * mmPerInch) + 1;
  return Math.min(Math.max(heightMm, rollHeightMm.min), rollHeightMm.max);
}
