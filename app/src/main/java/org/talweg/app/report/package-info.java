/**
 * A run as people look at it: pictures, a report that is one file, and its trials as a table. It
 * uses the journal and what lies below, and knows nothing of the command line. Begin reading at
 * {@link org.talweg.app.report.HtmlReport}; {@link org.talweg.app.report.RunRecord} is what all of
 * it shows.
 */
@NullMarked
package org.talweg.app.report;

import org.jspecify.annotations.NullMarked;
