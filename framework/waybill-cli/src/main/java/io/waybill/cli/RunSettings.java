package io.waybill.cli;

import io.waybill.run.RunListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a session runs and where it tells of it.
 *
 * @param parallel how many runs at once
 * @param out where every run is kept
 * @param json whether the output is for programs: then what is for people goes to the error stream
 * @param html where the receipt of a single run is written as a page
 * @param report where the summary is written too
 * @param verbose whether every run is told of as it ends
 * @param listeners who is told of every event
 * @param bounds what holds every run
 */
record RunSettings(
    int parallel,
    Optional<Path> out,
    boolean json,
    Optional<Path> html,
    Optional<Path> report,
    boolean verbose,
    List<RunListener> listeners,
    Bounds bounds) {}
