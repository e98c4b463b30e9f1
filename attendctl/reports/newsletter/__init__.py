"""The newsletter and the certificates: what a school celebrates, in every form it is printed in."""
