package org.talweg.app.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Constraint;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Formula;
import org.talweg.model.Objective;

/** Reads {@code minimize}, {@code maximize} and {@code subject to}. */
final class ObjectivesReader {
  static final List<String> KEYS = List.of("name", "formula", "gradient");
