/// `site.yaml`: what an administrator says about a site, checked before anything starts.
/// The main type is [SiteFile], which becomes a plan; every mistake is reported with its place and what would be right.
/// Depends on the deployment, site and failure packages.
@NullMarked
package dev.kontor.launcher.config;

import org.jspecify.annotations.NullMarked;
