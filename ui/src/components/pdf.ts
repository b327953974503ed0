// The library that draws PDF pages, loaded when the first paper is looked at. Everything stays on
// this computer: the worker is a file of the program, and nothing is compiled at run time.

import type * as Library from 'pdfjs-dist';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

type Pdfjs = typeof Library;

let library: Promise<Pdfjs> | null = null;

async function load(): Promise<Pdfjs> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.min.mjs');
  pdfjs.GlobalWorkerOptions.workerSrc = worker;
  return pdfjs;
}

export async function openPdf(base64: string): Promise<PDFDocumentProxy> {
  library ??= load();
  const pdfjs = await library;
  const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return pdfjs.getDocument({ data, isEvalSupported: false, useWasm: false }).promise;
}

/** Draws a page as wide as its place, with its text above it to be selected and read aloud. */
export async function drawPage(
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  text: HTMLElement,
  width: number,
): Promise<void> {
  const pdfjs = await (library ??= load());
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: width / natural.width });
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  canvas.style.width = `${viewport.width}px`;
  canvas.style.height = `${viewport.height}px`;
  await page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] }).promise;
  text.replaceChildren();
  text.style.setProperty('--total-scale-factor', String(viewport.scale));
  text.style.setProperty('--scale-factor', String(viewport.scale));
  const layer = new pdfjs.TextLayer({
    textContentSource: page.streamTextContent(),
    container: text,
    viewport,
  });
  await layer.render();
}
