/** Golden texts of the pictures. */
package io.mooring.cli.view;
