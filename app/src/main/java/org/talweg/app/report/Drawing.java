package org.talweg.app.report;

/** A part of a picture, {@value Panel#WIDTH} wide. */
interface Drawing {
  int height();

  /** As SVG, at a place of a larger picture. */
  Markup svg(int left, int top);
}
